/**
 * Starts the spooler's bundles in an OSGi framework: as a program of its own ({@link
 * spooler.launcher.Main}), or inside any Java program ({@link spooler.launcher.SpoolerFramework}).
 */
@NullMarked
package spooler.launcher;

import org.jspecify.annotations.NullMarked;
