package spooler.conformance;

/**
 * One line of the checklist.
 *
 * @param id as tests cite it, such as {@code R54}
 * @param text what has to hold
 * @param leftOut why it is not built; empty for all that are
 */
record Requirement(String id, String text, String leftOut) {
  boolean isLeftOut() {
    return !leftOut.isEmpty();
  }
}
