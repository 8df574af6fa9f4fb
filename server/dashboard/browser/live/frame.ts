/** Draws at most once a frame, and only what has something new. */

const waiting = new Set<() => void>();

/** Runs `draw` before the next frame, once however often it is asked for. A hidden page has no frames. */
export function drawSoon(draw: () => void): void {
  if (waiting.size === 0) requestAnimationFrame(drawAll);
  waiting.add(draw);
}

function drawAll(): void {
  const draws = [...waiting];
  waiting.clear();
  for (const draw of draws) draw();
}
