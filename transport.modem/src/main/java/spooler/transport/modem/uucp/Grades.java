package spooler.transport.modem.uucp;

import spooler.api.Priority;

/**
 * The letters that stand for how much a message matters; A is the highest, z the lowest, digits are
 * higher still (Taylor UUCP manual, 6.2).
 *
 * @param urgent of urgent mail
 * @param normal of normal mail
 * @param nonUrgent of mail that can wait
 */
public record Grades(char urgent, char normal, char nonUrgent) {
  /** A, N and Z. */
  public static final Grades USUAL = new Grades('A', 'N', 'Z');

  /** Checks that all are grades. */
  public Grades {
    if (!isGrade(urgent) || !isGrade(normal) || !isGrade(nonUrgent)) {
      throw new IllegalArgumentException(
          "grades %c, %c, %c: use digits and letters, such as A, N, Z"
              .formatted(urgent, normal, nonUrgent));
    }
  }

  /** Whether it is a grade. */
  public static boolean isGrade(char grade) {
    return (grade >= '0' && grade <= '9')
        || (grade >= 'A' && grade <= 'Z')
        || (grade >= 'a' && grade <= 'z');
  }

  /** The grade of what matters so much. */
  public char of(Priority priority) {
    return switch (priority) {
      case URGENT -> urgent;
      case NORMAL -> normal;
      case NON_URGENT -> nonUrgent;
    };
  }
}
