// How the columns of a product are dealt out: here an invocation computes its column quad over all of K, and four
// invocations side by side, a subgroup, read four rows of the input, one each, and hand them to each other.
const PART: u32 = 0u;
const PARTS: u32 = 1u;

// Which of the four.
var<private> LANE: u32;

fn columnOf(id: u32) -> u32 {
  LANE = id % 4u;
  return id;
}

fn isWriter() -> bool {
  return true;
}

// What multiply returns of the sums and, with NORM, of the squares of the input.
fn joinParts(sums: array<vec4f, ROWS>, squares: array<f32, ROWS>) -> array<vec4f, ROWS> {
  var joined = sums;
  for (var i = 0u; i < ROWS; i++) {
    if (NORM) {
      joined[i] *= normFactor(squares[i]);
    }
  }
  return joined;
}
