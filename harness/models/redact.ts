const LONGEST_MESSAGE = 300;
/** What a key or an authorisation header looks like, for keys of others that a proxy may echo. */
const SECRETS = /\b(?:Bearer\s+|(?:sk|pk|xai|gsk|tgp|key)[-_])[\w.*-]{6,}|\bAIza[\w-]{10,}/gi;

/** The text without the secrets themselves. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '[key]'), text);
}

/** One line, without markup, without secrets and anything that looks like one, and not longer than 300 characters. */
export function oneSafeLine(text: string, secrets: readonly string[]): string {
  const withoutKey = withoutSecrets(text, secrets);
  const title = /<title[^>]*>([\s\S]*?)<\/title>/i.exec(withoutKey)?.[1];
  const plain = /<html|<!doctype/i.test(withoutKey)
    ? `an HTML page${title === undefined ? '' : `, "${title}"`}`
    : withoutKey;
  const line = plain
    .replace(SECRETS, '[secret]')
    // eslint-disable-next-line no-control-regex -- control characters would break the line or the terminal
    .replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim();
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
}
