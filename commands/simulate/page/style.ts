/**
 * The page's style sheet: colours for bright and for dark rooms; on paper, and to those who see no colours, patterns
 * tell states apart.
 */
export const style = `
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--faint:#57606a;--line:#d0d7de;--firing:#b3261e;--fault:#1f5fa8;--fault-back:#dbe8f6}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--paper:#0d1117;--faint:#9aa4af;--line:#30363d;--firing:#ff8a80;--fault:#79b8ff;--fault-back:#12263f}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1180px;padding:1rem;font:15px/1.45 system-ui,sans-serif;color:var(--ink);background:var(--paper);overflow-wrap:anywhere}
h1{font-size:1.4rem;margin:0}h2{font-size:1.1rem;margin:1.6rem 0 .5rem}ul{margin:0;padding-left:1.2rem}
header p,small{color:var(--faint)}small{display:block;font-size:13px}

.row{display:grid;grid-template-columns:minmax(11rem,22rem) 1fr;gap:1rem;border-top:1px solid var(--line);padding:.35rem 0}
.track{position:relative;border:solid var(--line);border-width:0 1px}
.bar{position:relative;height:10px;margin-bottom:2px}
.bar i,.legend i{print-color-adjust:exact;-webkit-print-color-adjust:exact;forced-color-adjust:none}
.bar i,.plot>.fault{position:absolute;top:0;height:100%;min-width:1px}
.hours{position:relative;height:1.3rem;font-size:12px;color:var(--faint)}.hours span{position:absolute}
.hour{position:absolute;top:0;height:100%;border-left:1px solid var(--line)}
.legend i{display:inline-block;width:24px;height:10px}.legend span{margin-right:1rem;white-space:nowrap}

.fault{background:repeating-linear-gradient(135deg,var(--fault) 0 2px,var(--fault-back) 2px 5px)}
.pending{background:radial-gradient(circle,var(--ink) 1.2px,transparent 1.6px) 0 0/5px 5px}
.alerting{background:var(--firing)}
.recovering{background:repeating-linear-gradient(var(--firing) 0 2px,transparent 2px 4px)}
.no-data{border:1px dashed var(--ink)}
.error{border:1px solid var(--ink);background:repeating-linear-gradient(45deg,var(--ink) 0 1px,transparent 1px 5px),repeating-linear-gradient(135deg,var(--ink) 0 1px,transparent 1px 5px)}

figure{margin:0 0 1.6rem;break-inside:avoid}
blockquote{margin:.3rem 0 .6rem;padding-left:.8rem;border-left:3px solid var(--line)}blockquote p{margin:0}
.chart{display:grid;grid-template-columns:5.5rem 1fr;column-gap:.5rem}.chart .hours,.chart small{grid-column:2}
.marks{position:relative;font-size:12px;color:var(--faint)}
.marks span{position:absolute;right:0;transform:translateY(-50%);white-space:nowrap}
.plot{position:relative;height:9rem;border:1px solid var(--line);overflow:hidden}.plot>.fault{opacity:.25}
.plot svg{position:absolute;width:100%;height:100%}
polyline{fill:none;stroke:var(--ink);stroke-width:1.6;vector-effect:non-scaling-stroke}
.threshold,.clears{position:absolute;left:0;width:100%;font-style:normal;font-size:12px;border-top:2px dashed var(--firing)}
.clears{border-top:1px dotted var(--faint)}
.plot span{position:absolute;left:.3rem;bottom:1px;padding:0 .2rem;background:var(--paper)}.high span{bottom:auto;top:1px}

table{border-collapse:collapse}td{padding:.2rem .8rem .2rem 0;border-top:1px solid var(--line);vertical-align:top}
@media(max-width:900px){.row{grid-template-columns:1fr;gap:.2rem}.hours span:nth-child(even){display:none}}
@media(max-width:500px){.chart{grid-template-columns:4.2rem 1fr}.marks{font-size:11px}td{display:inline;border:0}td:nth-child(-n+4){white-space:nowrap}tr{display:block;border-top:1px solid var(--line);padding:.2rem 0}}
`;
