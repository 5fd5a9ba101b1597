// How the columns of a product are dealt out: here a workgroup computes COLUMNS column quads, and its invocations
// share K: a GPU needs thousands of invocations to hide the time that memory takes, and a matrix of a small model
// has a few hundred columns. Part p of K is the quads p, p + PARTS, ...; the parts are added in a fixed order, so
// that a row comes out the same whatever it is batched with.
const COLUMNS: u32 = 8u;
override PARTS: u32 = WORKGROUP / COLUMNS;

var<private> PART: u32;
var<private> place: u32;
var<workgroup> partSums: array<vec4f, ROWS * WORKGROUP>;
var<workgroup> partSquares: array<f32, ROWS * WORKGROUP>;

fn columnOf(id: u32) -> u32 {
  place = id % WORKGROUP;
  PART = place / COLUMNS;
  return id / WORKGROUP * COLUMNS + place % COLUMNS;
}

fn isWriter() -> bool {
  return PART == 0u;
}

// What multiply returns of the sums over its part of K and, with NORM, of the squares of the input; whole only in
// the first part. All invocations of the workgroup must come here.
fn joinParts(sums: array<vec4f, ROWS>, squares: array<f32, ROWS>) -> array<vec4f, ROWS> {
  // The sums of an earlier product may still be being read.
  workgroupBarrier();
  for (var i = 0u; i < ROWS; i++) {
    partSums[i * WORKGROUP + place] = sums[i];
    partSquares[i * WORKGROUP + place] = squares[i];
  }
  workgroupBarrier();
  var joined = sums;
  if (PART == 0u) {
    for (var i = 0u; i < ROWS; i++) {
      var square = squares[i];
      for (var part = 1u; part < PARTS; part++) {
        joined[i] += partSums[i * WORKGROUP + part * COLUMNS + place];
        square += partSquares[i * WORKGROUP + part * COLUMNS + place];
      }
      if (NORM) {
        joined[i] *= normFactor(square);
      }
    }
  }
  return joined;
}
