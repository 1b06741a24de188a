// A QR code as one path of an SVG: dark on white with its quiet zone, whatever the colours around it.
import { encode } from 'uqr';

export interface QrProps {
  readonly text: string;
  readonly label: string;
}

export function Qr({ text, label }: QrProps) {
  const { data, size } = encode(text, { ecc: 'L', border: 4 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <svg
      className="wallet-qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
