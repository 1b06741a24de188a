// What went wrong, above the form it belongs to.
export function Problem({ words }: { readonly words: string | null }) {
  if (words === null) return null;
  return (
    <p className="act-problem" role="alert">
      {words}
    </p>
  );
}
