package spooler.transport.modem.uucp.mail;

/** What the far side has said, as it may stand in a log line. */
public final class Shown {
  private static final int LONGEST = 80;

  private Shown() {}

  /** On one line, without anything that a terminal would act on, cut short. */
  public static String of(String text) {
    String shown = text.replaceAll("[^\\x20-\\x7e]", "?");
    return shown.length() > LONGEST ? shown.substring(0, LONGEST) + "..." : shown;
  }
}
