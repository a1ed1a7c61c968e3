package org.mingjing.policy;

/** What has to be said wherever an entry of the negative list is shown. */
public final class Provisos {

  /** The mark of an entry that rests on a duty of secrecy alone, as a code. */
  public static final String NEEDS_LEGAL_CONFIRMATION = "needs-legal-confirmation";

  /** The mark in few words, for the brackets behind a category. */
  static final Text MARK = new Text("需要法律确认", "needs legal confirmation");

  /** The mark with its reason. */
  public static final Text SECRECY_ALONE =
      new Text("仅以保密义务为据，" + MARK.zh(), "rests on a duty of secrecy alone and " + MARK.en());

  /** What the list itself is. */
  public static final Text DRAFT =
      new Text(
          "负面清单和目录是本项目的草案，不是官方文件。",
          "The negative list and the catalogue are a draft made by this project, not an official"
              + " document.");

  private Provisos() {}
}
