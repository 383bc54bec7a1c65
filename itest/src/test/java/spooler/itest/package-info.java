/**
 * The bundles in a running framework.
 *
 * <p>Classes named {@code ...IT} are tests; those with {@link org.ops4j.pax.exam.junit.PaxExam} run
 * inside the framework, in a bundle that Pax Exam makes of this package, a fresh framework for each
 * of their methods. The others are what they share.
 */
@NullMarked
package spooler.itest;

import org.jspecify.annotations.NullMarked;
