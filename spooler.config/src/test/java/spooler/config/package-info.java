@NullMarked
package spooler.config;

import org.jspecify.annotations.NullMarked;
