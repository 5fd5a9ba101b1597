// What every matrix product reads besides its weights.
@group(0) @binding(2) var<storage, read> input: Input;
// With NORM the RMS norm's weight, K/4 quads; then with BIAS the bias, one quad per output quad.
@group(0) @binding(3) var<storage, read> vectors: Vectors;

// RMS norm of the input, fused: sum(x^2) is gathered in the loop of the product and its factor applied at the
// end, since sum_k (x_k f g_k) W_kn = f sum_k (x_k g_k) W_kn.
override NORM: bool = false;

fn sum(v: vec4f) -> f32 {
  return (v.x + v.y) + (v.z + v.w);
}

fn normFactor(squares: f32) -> f32 {
  return inverseSqrt(squares / shape.normLength + shape.epsilon);
}
