// Four rows times a matrix, as rows-4.wgsl, operation for operation. A read of the input costs a software adapter
// as much as fifty multiplications, so each of the four invocations reads one row for all.
const ROWS: u32 = 4u;

// sum_k x[k] W[k, 4 column .. 4 column + 3] for the rows whose inputs start at quads starts[i]; k4 input quads,
// n4 output quads, the matrix's first tile at firstTile. All of a subgroup have starts, k4 and n4 in common.
fn multiply(starts: array<u32, ROWS>, k4: u32, firstTile: u32, n4: u32, column: u32) -> array<vec4f, ROWS> {
  var own = starts;
  let start0 = own[LANE];
  var y0 = vec4f(0.0);
  var y1 = vec4f(0.0);
  var y2 = vec4f(0.0);
  var y3 = vec4f(0.0);
  var squares0 = vec4f(0.0);
  for (var k = 0u; k < k4; k++) {
    let tile = loadTile(firstTile + k * n4 + column);
    var x0 = input[start0 + k];
    if (NORM) {
      squares0 = fma(x0, x0, squares0);
      let gain = vectors[k];
      x0 *= gain;
    }
    let r0 = subgroupBroadcast(x0, 0u);
    y0 = fma(vec4f(r0.x), tile.k0, y0);
    y0 = fma(vec4f(r0.y), tile.k1, y0);
    y0 = fma(vec4f(r0.z), tile.k2, y0);
    y0 = fma(vec4f(r0.w), tile.k3, y0);
    let r1 = subgroupBroadcast(x0, 1u);
    y1 = fma(vec4f(r1.x), tile.k0, y1);
    y1 = fma(vec4f(r1.y), tile.k1, y1);
    y1 = fma(vec4f(r1.z), tile.k2, y1);
    y1 = fma(vec4f(r1.w), tile.k3, y1);
    let r2 = subgroupBroadcast(x0, 2u);
    y2 = fma(vec4f(r2.x), tile.k0, y2);
    y2 = fma(vec4f(r2.y), tile.k1, y2);
    y2 = fma(vec4f(r2.z), tile.k2, y2);
    y2 = fma(vec4f(r2.w), tile.k3, y2);
    let r3 = subgroupBroadcast(x0, 3u);
    y3 = fma(vec4f(r3.x), tile.k0, y3);
    y3 = fma(vec4f(r3.y), tile.k1, y3);
    y3 = fma(vec4f(r3.z), tile.k2, y3);
    y3 = fma(vec4f(r3.w), tile.k3, y3);
  }
  let sum0 = sum(squares0);
  return joinParts(
    array<vec4f, ROWS>(y0, y1, y2, y3),
    array<f32, ROWS>(
      subgroupBroadcast(sum0, 0u),
      subgroupBroadcast(sum0, 1u),
      subgroupBroadcast(sum0, 2u),
      subgroupBroadcast(sum0, 3u),
    ),
  );
}
