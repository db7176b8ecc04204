#!/bin/sh
# Makes a folder `opensearch` where it runs: OpenSearch as its distribution lays it out, and the program that starts it.
set -e
here=$(cd "$(dirname "$0")" && pwd)
mvn --batch-mode --no-transfer-progress --file "$here/pom.xml" dependency:copy-dependencies "-DoutputDirectory=$PWD/opensearch/lib"
cd opensearch
version=$(ls lib | sed -n 's/^opensearch-\([0-9.]*\)\.jar$/\1/p')
# It looks for this one, too.
mkdir bin

# module NAME CLASS EXTENDS JAR...  Each has a class loader of its own, so that scripts find what other modules add to them.
module() {
  name=$1 class=$2 extends=$3
  shift 3
  mkdir -p "modules/$name"
  for jar in "$@"; do mv "lib/$jar"-[0-9]*.jar "modules/$name/"; done
  cat > "modules/$name/plugin-descriptor.properties" <<END
name=$name
description=$name
version=$version
opensearch.version=$version
java.version=21
classname=org.opensearch.$class
extended.plugins=$extends
END
}
module lang-painless painless.PainlessModulePlugin "" lang-painless opensearch-scripting-painless-spi
module lang-mustache script.mustache.MustacheModulePlugin "" lang-mustache-client compiler
module analysis-common analysis.common.CommonAnalysisModulePlugin lang-painless analysis-common
module ingest-common ingest.common.IngestCommonModulePlugin lang-painless ingest-common
module ingest-user-agent ingest.useragent.IngestUserAgentModulePlugin "" ingest-user-agent
module mapper-extras index.mapper.MapperExtrasModulePlugin "" mapper-extras-client
module reindex index.reindex.ReindexModulePlugin "" reindex-client
module transport-netty4 transport.Netty4ModulePlugin "" transport-netty4-client

cat > opensearch-for-tests <<END
#!/bin/sh
if [ "\$1" = --version ]; then echo "OpenSearch $version"; exit; fi
home=\$(cd "\$(dirname "\$0")" && pwd)
exec "\${JAVA:-java}" \$OPENSEARCH_JAVA_OPTS -Dopensearch.path.home="\$home" -Dopensearch.path.conf="\$OPENSEARCH_PATH_CONF" \\
  -cp "\$home/lib/*" org.opensearch.bootstrap.OpenSearch "\$@"
END
