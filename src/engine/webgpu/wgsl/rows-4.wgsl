// Four rows times a matrix: a block of 4 x 4 outputs in registers, so that a tile of weights is read and
// unpacked once for four rows. Written out, because an array indexed in the inner loop would live in memory.
const ROWS: u32 = 4u;

// sum_k x[k] W[k, 4 column .. 4 column + 3] for the rows whose inputs start at quads starts[i]; k4 input quads,
// n4 output quads, the matrix's first tile at firstTile.
fn multiply(starts: array<u32, ROWS>, k4: u32, firstTile: u32, n4: u32, column: u32) -> array<vec4f, ROWS> {
  let start0 = starts[0];
  let start1 = starts[1];
  let start2 = starts[2];
  let start3 = starts[3];
  var y0 = vec4f(0.0);
  var y1 = vec4f(0.0);
  var y2 = vec4f(0.0);
  var y3 = vec4f(0.0);
  var squares0 = vec4f(0.0);
  var squares1 = vec4f(0.0);
  var squares2 = vec4f(0.0);
  var squares3 = vec4f(0.0);
  for (var k = PART; k < k4; k += PARTS) {
    let tile = loadTile(firstTile + k * n4 + column);
    var x0 = input[start0 + k];
    var x1 = input[start1 + k];
    var x2 = input[start2 + k];
    var x3 = input[start3 + k];
    if (NORM) {
      squares0 = fma(x0, x0, squares0);
      squares1 = fma(x1, x1, squares1);
      squares2 = fma(x2, x2, squares2);
      squares3 = fma(x3, x3, squares3);
      let gain = vectors[k];
      x0 *= gain;
      x1 *= gain;
      x2 *= gain;
      x3 *= gain;
    }
    y0 = fma(vec4f(x0.x), tile.k0, y0);
    y1 = fma(vec4f(x1.x), tile.k0, y1);
    y2 = fma(vec4f(x2.x), tile.k0, y2);
    y3 = fma(vec4f(x3.x), tile.k0, y3);
    y0 = fma(vec4f(x0.y), tile.k1, y0);
    y1 = fma(vec4f(x1.y), tile.k1, y1);
    y2 = fma(vec4f(x2.y), tile.k1, y2);
    y3 = fma(vec4f(x3.y), tile.k1, y3);
    y0 = fma(vec4f(x0.z), tile.k2, y0);
    y1 = fma(vec4f(x1.z), tile.k2, y1);
    y2 = fma(vec4f(x2.z), tile.k2, y2);
    y3 = fma(vec4f(x3.z), tile.k2, y3);
    y0 = fma(vec4f(x0.w), tile.k3, y0);
    y1 = fma(vec4f(x1.w), tile.k3, y1);
    y2 = fma(vec4f(x2.w), tile.k3, y2);
    y3 = fma(vec4f(x3.w), tile.k3, y3);
  }
  return joinParts(array<vec4f, ROWS>(y0, y1, y2, y3), array<f32, ROWS>(sum(squares0), sum(squares1), sum(squares2), sum(squares3)));
}
