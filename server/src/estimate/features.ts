/**
 * The features that a program of Amanda announces (common-src/amfeatures.h): bit n is bit n mod 8, lowest first, of
 * byte n div 8, and a string has two hexadecimal digits per byte (amfeatures.c, am_feature_to_string). Only the bits
 * that decide what is in a request are named.
 */
export const Feature = {
  optionsAuth: 1,
  sendsizeOptions: 6,
  applicationApi: 16,
  compressFast: 17,
  compressBest: 18,
  noRecord: 21,
  index: 22,
  excludeFile: 23,
  excludeList: 24,
  multipleExclude: 25,
  optionalExclude: 26,
  includeFile: 27,
  includeList: 28,
  optionalInclude: 30,
  bsdAuth: 31,
  kencrypt: 33,
  reqMaxdumps: 34,
  reqHostname: 35,
  reqFeatures: 36,
  calcsizeEstimate: 53,
  selfcheckCalcsize: 54,
  compressCustom: 57,
  encryptCustom: 59,
  clientDecryptOption: 61,
  reqConfig: 78,
  reqXml: 80,
  xmlEstimate: 84,
  xmlPropertyPriority: 85,
  xmlEstimateList: 87,
  xmlLevelServer: 88,
  xmlDataPath: 89,
  xmlDirecttcpList: 90,
  applicationClientName: 98,
  scriptClientName: 99,
  reqTimestamp: 148,
} as const;

export type FeatureBit = (typeof Feature)[keyof typeof Feature];

/** What a client that does not tell its features is taken to have (amfeatures.c, am_set_default_feature_set). */
export const DEFAULT_FEATURES = '34cbfe811e01';

/** A set of features, immutable; `text` is the string it was made of. */
export class FeatureSet {
  private constructor(
    readonly text: string,
    private readonly bytes: readonly number[],
  ) {}

  /**
   * Reads a feature string; undefined where Amanda would not (amfeatures.c, am_string_to_feature). Amanda drops the last
   * digit of an odd number of them.
   */
  static parse(text: string): FeatureSet | undefined {
    if (!/^[0-9a-f]*$/i.test(text)) return undefined;
    const bytes = (text.match(/../g) ?? []).map((pair) => parseInt(pair, 16));
    return new FeatureSet(text, bytes);
  }

  has(bit: FeatureBit): boolean {
    return (((this.bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
  }

  /** True when requests to this client are in the XML form; else they have one line of text per level. */
  get xml(): boolean {
    return this.has(Feature.reqXml);
  }
}
