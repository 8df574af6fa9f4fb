/** A file that cannot be used; the message has a line for each fault. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}
