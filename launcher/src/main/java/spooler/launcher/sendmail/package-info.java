/**
 * {@code bin/sendmail}: what cron, PHP and mail(1) call. A program of its own, with nothing but the
 * JDK, so that it starts quickly.
 */
@NullMarked
package spooler.launcher.sendmail;

import org.jspecify.annotations.NullMarked;
