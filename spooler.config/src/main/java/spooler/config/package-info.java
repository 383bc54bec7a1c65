/**
 * Configuration as files: each is checked against Metatype before FileInstall applies it, and what
 * was in force before stays when it is wrong. Secrets stay out of what others can see.
 */
@NullMarked
package spooler.config;

import org.jspecify.annotations.NullMarked;
