/**
 * What every store and transport promises, as tests, and the parts those tests are made of: a store
 * in memory, a clock set by hand.
 */
@NullMarked
package spooler.testkit;

import org.jspecify.annotations.NullMarked;
