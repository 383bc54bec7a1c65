package spooler.submit.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;

/** Prints the line of a user for the users' file; asks for the password, or reads a line of it. */
public final class UserEntry {
  private UserEntry() {}

  /** Argument: the user's name. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1 || !args[0].matches("[^:#\\s\\p{Cntrl}][^:\\p{Cntrl}]*")) {
      System.err.println("usage: UserEntry NAME, without a colon in it");
      System.exit(2);
    }
    System.out.println(args[0] + ":" + Password.make(password()).text());
  }

  @SuppressWarnings("SystemConsoleNull") // null in JDK 17 when the input is piped
  private static char[] password() throws IOException {
    Console console = System.console();
    char[] typed = console == null ? piped() : console.readPassword("password of the new entry: ");
    if (typed == null || typed.length == 0) {
      throw new IOException("no password was given");
    }
    return typed;
  }

  private static char[] piped() throws IOException {
    String line = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
    return line == null ? new char[0] : line.toCharArray();
  }
}
