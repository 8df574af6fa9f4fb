/**
 * Why a record is rejected. The codes stand in order of precedence: of a record's faults the first in this list is
 * reported. Three refinements:
 * - of several faults in fields (from `wrong_type` on), the field that the schema lists first decides, and then the
 *   order of this list; a nested object is one such field, with all faults within it, missing and unknown fields too;
 * - of several missing fields the schema's first is named, of several unknown ones the text's first (whole numbers, as
 *   JavaScript orders keys, before other names);
 * - the shape of a game action depends on its `event_type`, so a fault of that field comes before any other
 *   (`missing_field`, `wrong_type` or `not_allowed_value`).
 */
export const REASONS = [
  ['too_large', 'The value is longer than 64 KiB.'],
  ['invalid_utf8', 'The value is not valid UTF-8.'],
  ['byte_order_mark', 'The value starts with a byte order mark.'],
  ['invalid_json', 'The value is not one JSON text.'],
  ['lone_surrogate', 'A string or key has an unpaired surrogate, written as an escape such as \\ud800.'],
  ['not_an_object', 'The JSON text is not an object.'],
  ['missing_field', 'A required field is absent; the pointer says where it would be.'],
  ['unknown_field', 'A field that the schema does not know.'],
  [
    'wrong_type',
    'A field has a value of another JSON type, or a fraction where a whole number is asked for.',
  ],
  ['not_allowed_value', 'A field has none of the values listed for it.'],
  ['out_of_range', 'A number is below or above what the field allows, or too large for a double (1e400).'],
  [
    'invalid_time',
    'A time is not of the form YYYY-MM-DDTHH:MM:SS[.d{1,9}](Z|±HH:MM), not a real date, or not from 1970 to 9999.',
  ],
  ['invalid_ip', 'An address is neither IPv4 nor IPv6, or has a zone.'],
  [
    'invalid_form',
    'A string is not of the form that the field asks for, such as three capital letters for a currency.',
  ],
  ['too_short', 'A string has fewer characters (code points) than the field asks for.'],
  ['too_long', 'A string has more characters (code points) than the field allows.'],
  [
    'future_time',
    "The event's time is further after the record's Fluvio timestamp than `ahead_seconds` allows.",
  ],
] as const;

export type ReasonCode = (typeof REASONS)[number][0];
