// The little linear algebra that the detector needs: the whitening of a cloud of vectors.

/** Sum of outer products of rows, with a small ridge so that it can always be inverted. */
function scatter(rows: readonly Float64Array[], size: number): Float64Array {
  const sum = new Float64Array(size * size);
  for (const row of rows)
    for (let i = 0; i < size; i++) {
      const a = row[i] as number;
      for (let j = 0; j <= i; j++) sum[i * size + j] = (sum[i * size + j] as number) + a * (row[j] as number);
    }
  let trace = 0;
  for (let i = 0; i < size; i++) trace += sum[i * size + i] as number;
  const ridge = (trace / size) * 1e-9 + 1e-12;
  for (let i = 0; i < size; i++) sum[i * size + i] = (sum[i * size + i] as number) + ridge;
  return sum;
}

/** Lower triangle L with L·Lᵀ = A (Cholesky); null when A is not positive. */
function cholesky(a: Float64Array, size: number): Float64Array | null {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = a[i * size + j] as number;
      for (let k = 0; k < j; k++) sum -= (lower[i * size + k] as number) * (lower[j * size + k] as number);
      if (i === j) {
        if (!(sum > 0)) return null;
        lower[i * size + i] = Math.sqrt(sum);
      } else lower[i * size + j] = sum / (lower[j * size + j] as number);
    }
  return lower;
}

/** Turns vectors so that plain distance between the results is Mahalanobis distance between the vectors. */
export type Whiten = (vector: Float64Array) => Float64Array;

export function whitening(rows: readonly Float64Array[], size: number): Whiten | null {
  const lower = cholesky(scatter(rows, size), size);
  if (!lower) return null;
  // Solves L·y = x: then |y|² = xᵀ·A⁻¹·x.
  return (vector) => {
    const y = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      let sum = vector[i] as number;
      for (let k = 0; k < i; k++) sum -= (lower[i * size + k] as number) * (y[k] as number);
      y[i] = sum / (lower[i * size + i] as number);
    }
    return y;
  };
}

export function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    sum += difference * difference;
  }
  return sum;
}
