// One row times a matrix: for decoding a single lane. The arithmetic of a row is that of rows-4.wgsl, operation
// for operation, so a row comes out the same, bit for bit, whatever it is batched with.
const ROWS: u32 = 1u;

// sum_k x[k] W[k, 4 column .. 4 column + 3] for the row whose input starts at quad starts[0]; k4 input quads,
// n4 output quads, the matrix's first tile at firstTile.
fn multiply(starts: array<u32, ROWS>, k4: u32, firstTile: u32, n4: u32, column: u32) -> array<vec4f, ROWS> {
  let start0 = starts[0];
  var y0 = vec4f(0.0);
  var squares0 = vec4f(0.0);
  for (var k = PART; k < k4; k += PARTS) {
    let tile = loadTile(firstTile + k * n4 + column);
    var x0 = input[start0 + k];
    if (NORM) {
      squares0 = fma(x0, x0, squares0);
      x0 *= vectors[k];
    }
    y0 = fma(vec4f(x0.x), tile.k0, y0);
    y0 = fma(vec4f(x0.y), tile.k1, y0);
    y0 = fma(vec4f(x0.z), tile.k2, y0);
    y0 = fma(vec4f(x0.w), tile.k3, y0);
  }
  return joinParts(array<vec4f, ROWS>(y0), array<f32, ROWS>(sum(squares0)));
}
