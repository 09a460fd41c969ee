const HIDDEN = '[key]';

/** A text without these secrets, however JSON (also as a text within JSON) or an address spells their characters. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => rest.replace(spellingsOf(secret), HIDDEN), text);
}

/** The same of bytes; all others stay as they are. */
export function hideSecretsInBytes(bytes: Buffer, secrets: readonly string[]): Buffer {
  if (secrets.length === 0) return bytes;
  return Buffer.from(hideSecrets(bytes.toString('latin1'), secrets), 'latin1');
}

function spellingsOf(secret: string): RegExp {
  return new RegExp(Array.from(secret, spellingOf).join(''), 'g');
}

function spellingOf(character: string): string {
  const hex = character.charCodeAt(0).toString(16).padStart(2, '0');
  const code = hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  const plain = /\w/.test(character) ? character : `\\${character}`;
  const maybeEscaped = '"/\\'.includes(character) ? `\\\\*${plain}` : plain;
  return `(?:${maybeEscaped}|\\\\+u00${code}|%${code})`;
}
