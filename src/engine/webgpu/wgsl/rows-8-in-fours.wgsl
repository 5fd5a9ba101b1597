// Eight rows times a matrix, as rows-4.wgsl, operation for operation. A read of the input costs a software adapter
// as much as fifty multiplications, so each of the four invocations reads two rows for all.
const ROWS: u32 = 8u;

// sum_k x[k] W[k, 4 column .. 4 column + 3] for the rows whose inputs start at quads starts[i]; k4 input quads,
// n4 output quads, the matrix's first tile at firstTile. All of a subgroup have starts, k4 and n4 in common.
fn multiply(starts: array<u32, ROWS>, k4: u32, firstTile: u32, n4: u32, column: u32) -> array<vec4f, ROWS> {
  var own = starts;
  let start0 = own[LANE];
  let start1 = own[LANE + 4u];
  var y0 = vec4f(0.0);
  var y1 = vec4f(0.0);
  var y2 = vec4f(0.0);
  var y3 = vec4f(0.0);
  var y4 = vec4f(0.0);
  var y5 = vec4f(0.0);
  var y6 = vec4f(0.0);
  var y7 = vec4f(0.0);
  var squares0 = vec4f(0.0);
  var squares1 = vec4f(0.0);
  for (var k = 0u; k < k4; k++) {
    let tile = loadTile(firstTile + k * n4 + column);
    var x0 = input[start0 + k];
    var x1 = input[start1 + k];
    if (NORM) {
      squares0 = fma(x0, x0, squares0);
      squares1 = fma(x1, x1, squares1);
      let gain = vectors[k];
      x0 *= gain;
      x1 *= gain;
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
    let r4 = subgroupBroadcast(x1, 0u);
    y4 = fma(vec4f(r4.x), tile.k0, y4);
    y4 = fma(vec4f(r4.y), tile.k1, y4);
    y4 = fma(vec4f(r4.z), tile.k2, y4);
    y4 = fma(vec4f(r4.w), tile.k3, y4);
    let r5 = subgroupBroadcast(x1, 1u);
    y5 = fma(vec4f(r5.x), tile.k0, y5);
    y5 = fma(vec4f(r5.y), tile.k1, y5);
    y5 = fma(vec4f(r5.z), tile.k2, y5);
    y5 = fma(vec4f(r5.w), tile.k3, y5);
    let r6 = subgroupBroadcast(x1, 2u);
    y6 = fma(vec4f(r6.x), tile.k0, y6);
    y6 = fma(vec4f(r6.y), tile.k1, y6);
    y6 = fma(vec4f(r6.z), tile.k2, y6);
    y6 = fma(vec4f(r6.w), tile.k3, y6);
    let r7 = subgroupBroadcast(x1, 3u);
    y7 = fma(vec4f(r7.x), tile.k0, y7);
    y7 = fma(vec4f(r7.y), tile.k1, y7);
    y7 = fma(vec4f(r7.z), tile.k2, y7);
    y7 = fma(vec4f(r7.w), tile.k3, y7);
  }
  let sum0 = sum(squares0);
  let sum1 = sum(squares1);
  return joinParts(
    array<vec4f, ROWS>(y0, y1, y2, y3, y4, y5, y6, y7),
    array<f32, ROWS>(
      subgroupBroadcast(sum0, 0u),
      subgroupBroadcast(sum0, 1u),
      subgroupBroadcast(sum0, 2u),
      subgroupBroadcast(sum0, 3u),
      subgroupBroadcast(sum1, 0u),
      subgroupBroadcast(sum1, 1u),
      subgroupBroadcast(sum1, 2u),
      subgroupBroadcast(sum1, 3u),
    ),
  );
}
