/**
 * Which requirements hold, shown by the tests that cite them: {@code @DisplayName("R54 R74: ...")}.
 *
 * <p>{@link spooler.conformance.ConformanceListener} runs inside every module's tests and records
 * what they show; {@link spooler.conformance.PageBuild} runs last, and makes {@code
 * docs/conformance.md} of the records.
 */
@NullMarked
package spooler.conformance;

import org.jspecify.annotations.NullMarked;
