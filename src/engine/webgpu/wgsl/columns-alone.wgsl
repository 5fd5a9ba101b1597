// How the columns of a product are dealt out: here one invocation computes its column quad alone, over all of K.
const PART: u32 = 0u;
const PARTS: u32 = 1u;

fn columnOf(id: u32) -> u32 {
  return id;
}

fn isWriter() -> bool {
  return true;
}

// What multiply returns of the sums over its part of K and, with NORM, of the squares of the input.
fn joinParts(sums: array<vec4f, ROWS>, squares: array<f32, ROWS>) -> array<vec4f, ROWS> {
  var joined = sums;
  for (var i = 0u; i < ROWS; i++) {
    if (NORM) {
      joined[i] *= normFactor(squares[i]);
    }
  }
  return joined;
}
