/** How a release cuts a file into tokens and lines; what each field is called after is how 3.5 does it. */
export interface Dialect {
  /**
   * True where a backslash behind a backslash is plain text, so that a quote behind both ends the string. Up to 2.6.0 it
   * does not end it (conffile.c, get_conftoken; file.c, debug_agets; amanda.h, skip_quoted_string). There a backslash
   * outside quotes does not keep a blank in its column either.
   */
  readonly pairsBackslashes: boolean;
  /** True where `\101` is a character (util.c, unquote_string: since 2.6.1); before, only the backslash goes. */
  readonly octalEscapes: boolean;
  /**
   * True where `#` begins a comment anywhere in a disklist line (file.c, debug_agets: since 3.3); before, only a column
   * that begins with it does, and a quote in a comment is a quote.
   */
  readonly cutsComments: boolean;
  /** True where a vertical tab is a blank (isspace; since 2.6.1 it is g_ascii_isspace). */
  readonly verticalTab: boolean;
}

/** The dialect of 3.3 and later. */
export const modernDialect: Dialect = {
  pairsBackslashes: true,
  octalEscapes: true,
  cutsComments: true,
  verticalTab: false,
};
