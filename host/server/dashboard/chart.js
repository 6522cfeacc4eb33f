// R² over versions as a small chart. The table beside it has the same numbers.

import { element, svg } from "./element.js";
import { decimal } from "./format.js";

const HEIGHT = 150;
const TOP = 22;
const BOTTOM = 118;

/** A chart of versions, given newest first. */
export function chart(versions, title) {
  const points = [...versions].reverse().filter((version) => Number.isFinite(version.r2_score));
  if (points.length < 2) return null;
  const scale = scaleOf(points.map((version) => version.r2_score));
  const placed = points.map((version, at) => ({
    version,
    // Places across are shares of the width: the chart fits any screen without scaling its text.
    x: 14 + (82 * at) / (points.length - 1),
    y: scale.y(version.r2_score),
  }));
  const lines = placed.slice(1).map((point, at) =>
    svg("line", { class: "line", x1: `${placed[at].x}%`, y1: placed[at].y, x2: `${point.x}%`, y2: point.y }));
  return element("figure", { class: "chart" },
    svg("svg", { role: "img", "aria-label": summary(points, title), width: "100%", height: HEIGHT },
      scale.ticks.map(({ value, y }) => [
        svg("line", { class: "grid", x1: "0%", x2: "100%", y1: y, y2: y }),
        svg("text", { x: 0, y: y - 4 }, decimal(value, scale.places)),
      ]),
      lines,
      placed.map(dot),
      edge(placed[0], "start"),
      edge(placed.at(-1), "end")),
    element("figcaption", { class: "fine" },
      "R² on the rows that each run held out, oldest to newest; the filled point is live."));
}

function dot({ version, x, y }) {
  const active = version.is_active;
  return [
    svg("circle", { class: active ? "dot active" : `dot ${version.verdict}`, cx: `${x}%`, cy: y, r: active ? 6 : 4 },
      svg("title", null, `${version.version_id}: R² ${decimal(version.r2_score)}${active ? ", live" : ""}`)),
    active && svg("text", { class: "strong", x: `${x}%`, y: y - 11, "text-anchor": x > 90 ? "end" : "middle" }, decimal(version.r2_score)),
  ];
}

/** The name of the first or last version under the chart. */
function edge({ version, x }, anchor) {
  return svg("text", { x: `${x}%`, y: HEIGHT - 8, "text-anchor": anchor }, version.version_id);
}

function scaleOf(values) {
  const middle = (Math.min(...values) + Math.max(...values)) / 2;
  // Differences below a hundredth are not blown up to look like a cliff.
  const half = Math.max((Math.max(...values) - Math.min(...values)) / 2, 0.005);
  const y = (value) => BOTTOM - ((value - (middle - half)) / (2 * half)) * (BOTTOM - TOP);
  const ticks = [middle - half, middle, middle + half].map((value) => ({ value, y: y(value) }));
  return { y, ticks, places: half < 0.05 ? 3 : 2 };
}

function summary(points, title) {
  const active = points.find((version) => version.is_active);
  const ends = `from ${decimal(points[0].r2_score)} to ${decimal(points.at(-1).r2_score)}`;
  return `${title}: R² over ${points.length} versions, ${ends}${active ? `; live: ${decimal(active.r2_score)}` : ""}`;
}
