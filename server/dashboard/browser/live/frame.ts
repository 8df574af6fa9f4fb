/** Draws before the next frame, only what has something new, and never so much that the page stops for a moment. */

/** Of a frame, ms: what is left then comes in the frames after it. */
const BUDGET = 5;

const waiting = new Set<() => void>();

/** Runs `draw` before one of the next frames, once however often it is asked for. A hidden page has no frames. */
export function drawSoon(draw: () => void): void {
  if (waiting.size === 0) requestAnimationFrame(drawSome);
  waiting.add(draw);
}

function drawSome(): void {
  const start = performance.now();
  for (const draw of waiting) {
    if (performance.now() - start >= BUDGET) break;
    waiting.delete(draw);
    draw();
  }
  if (waiting.size > 0) requestAnimationFrame(drawSome);
}
