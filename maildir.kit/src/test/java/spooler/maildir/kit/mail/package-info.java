@NullMarked
package spooler.maildir.kit.mail;

import org.jspecify.annotations.NullMarked;
