package spooler.transport.modem;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of one transport. */
@ObjectClassDefinition(
    name = "Modem transport",
    description =
        "Carries mail over a line that is dialled on demand; one configuration per number")
public @interface ModemConfig {
  /** Key {@code spooler.transport.name}. */
  @AttributeDefinition(
      name = "Name",
      description = "Short unique name; the configuration's own unless set",
      required = false)
  String spooler_transport_name() default "";

  /** Key {@code service.ranking}. */
  @AttributeDefinition(
      name = "Ranking",
      description = "Place in the profile: the highest ranking is asked first")
  int service_ranking() default 0;

  /** Key {@code line}. */
  @AttributeDefinition(
      name = "Line",
      description =
          "/dev/ttyUSB0 (a serial device), tcp:HOST:PORT (octets as they are), "
              + "telnet:HOST:PORT (RFC 2217, as ser2net offers it), or program")
  String line() default "";

  /** Key {@code command}. */
  @AttributeDefinition(
      name = "Program",
      description =
          "For line = program: the program whose standard input and output are the line, "
              + "and its arguments; no shell reads them",
      required = false)
  String command() default "";

  /** Key {@code speed}. */
  @AttributeDefinition(
      name = "Speed",
      description = "Bits a second between computer and modem; 0 for as the device is set")
  int speed() default 0;

  /** Key {@code rtsCts}. */
  @AttributeDefinition(name = "Flow control", description = "Whether RTS and CTS are used")
  boolean rtsCts() default true;

  /** Key {@code lockFolder}. */
  @AttributeDefinition(
      name = "Folder of lock files",
      description = "Where other programs look for LCK..ttyUSB0; empty for no lock file",
      required = false)
  String lockFolder() default "/var/lock";

  /** Key {@code resource}. */
  @AttributeDefinition(
      name = "Name of the line",
      description =
          "What transports that share a line have in common; line: and the device unless " + "set",
      required = false)
  String resource() default "";

  /** Key {@code number}. */
  @AttributeDefinition(
      name = "Number",
      description =
          "What is dialled: digits, * # + A to D, a comma for a pause, W for a tone; empty "
              + "where there is no modem",
      required = false)
  String number() default "";

  /** Key {@code dial}. */
  @AttributeDefinition(
      name = "Dialling",
      description = "ATDT (tone), ATDP (pulse) or ATD (as the modem has it)")
  String dial() default "ATDT";

  /** Key {@code init}. */
  @AttributeDefinition(
      name = "Commands before dialling",
      description = "Each with its AT, semicolons between",
      required = false)
  String init() default "AT&F; ATE0V1X4";

  /** Key {@code replyTimeoutMillis}. */
  @AttributeDefinition(
      name = "Reply time-out",
      description = "Milliseconds for the modem to answer a command, 10 to 600000")
  int replyTimeoutMillis() default 3000;

  /** Key {@code connectTimeoutSeconds}. */
  @AttributeDefinition(
      name = "Connect time-out",
      description = "Seconds from dialling to the carrier, and to open the device, 1 to 600")
  int connectTimeoutSeconds() default 90;

  /** Key {@code guardMillis}. */
  @AttributeDefinition(
      name = "Guard time",
      description = "Milliseconds of silence around +++, 0 to 10000")
  int guardMillis() default 1100;

  /** Key {@code busyRedials}. */
  @AttributeDefinition(
      name = "Redials when busy",
      description = "How often again within one call, 0 to 20")
  int busyRedials() default 2;

  /** Key {@code busyPauseSeconds}. */
  @AttributeDefinition(
      name = "Pause when busy",
      description = "Seconds before each of them, 0 to 3600")
  int busyPauseSeconds() default 30;

  /** Key {@code noAnswerRedials}. */
  @AttributeDefinition(
      name = "Redials when nobody answers",
      description = "How often again within one call, 0 to 20")
  int noAnswerRedials() default 0;

  /** Key {@code noAnswerPauseSeconds}. */
  @AttributeDefinition(
      name = "Pause when nobody answers",
      description = "Seconds before each of them, 0 to 3600")
  int noAnswerPauseSeconds() default 120;

  /** Key {@code blacklistAfter}. */
  @AttributeDefinition(
      name = "Failures until left alone",
      description =
          "Calls in a row that failed, after which the number is not dialled for a while; "
              + "0 for never")
  int blacklistAfter() default 10;

  /** Key {@code blacklistHours}. */
  @AttributeDefinition(name = "Left alone for", description = "Hours, 1 to 8760")
  int blacklistHours() default 12;

  /** Key {@code reset}. */
  @AttributeDefinition(
      name = "Reset",
      description =
          "What brings back a modem that says nothing: dtr, run, or commands with their "
              + "AT, semicolons between",
      required = false)
  String reset() default "dtr; ATZ";

  /** Key {@code resetCommand}. */
  @AttributeDefinition(
      name = "Program of a reset",
      description = "For run in reset: the program and its arguments; no shell reads them",
      required = false)
  String resetCommand() default "";

  /** Key {@code resetPauseSeconds}. */
  @AttributeDefinition(name = "Pause after a reset", description = "Seconds, 0 to 600")
  int resetPauseSeconds() default 5;

  /** Key {@code chat}. */
  @AttributeDefinition(
      name = "Chat script",
      description =
          "What the far side says and what is answered, by turns: \\L is the login, \\P "
              + "the password; empty where there is no login",
      required = false)
  String chat() default "";

  /** Key {@code chatTimeoutSeconds}. */
  @AttributeDefinition(
      name = "Chat time-out",
      description = "Seconds for each thing that the far side is to say, 1 to 600")
  int chatTimeoutSeconds() default 30;

  /** Key {@code login}. */
  @AttributeDefinition(
      name = "Login",
      description = "What \\L in the chat script stands for",
      required = false)
  String login() default "";

  /** Key {@code .password}. */
  @AttributeDefinition(
      name = "Password",
      description = "What \\P in the chat script stands for",
      type = AttributeType.PASSWORD,
      required = false)
  String _password() default "";

  /** Key {@code passwordFile}. */
  @AttributeDefinition(
      name = "File of the password",
      description = "Instead of .password; nobody else may read it",
      required = false)
  String passwordFile() default "";

  /** Key {@code confirmDialling}. */
  @AttributeDefinition(
      name = "Confirm dialling",
      description = "Whether a user is asked before each call")
  boolean confirmDialling() default false;

  /** Key {@code unattended}. */
  @AttributeDefinition(
      name = "Unattended",
      description =
          "Whether nobody may ever be asked; then a password that is needed has to be " + "given")
  boolean unattended() default false;

  /** Key {@code uucpName}. */
  @AttributeDefinition(name = "Own UUCP name", description = "What this side calls itself")
  String uucpName() default "";

  /** Key {@code uucpPeer}. */
  @AttributeDefinition(
      name = "UUCP name of the far side",
      description = "The system that is called, and that may call")
  String uucpPeer() default "";

  /** Key {@code protocols}. */
  @AttributeDefinition(
      name = "UUCP protocols",
      description = "i, g, G or v, in the order of preference")
  String protocols() default "ig";

  /** Key {@code form}. */
  @AttributeDefinition(name = "Form of mail", description = "rmail, rsmtp, rcsmtp or rgsmtp")
  String form() default "rmail";

  /** Key {@code remoteFrom}. */
  @AttributeDefinition(
      name = "remote from",
      description = "Whether the From line names this system, as old systems want")
  boolean remoteFrom() default false;

  /** Key {@code sequenced}. */
  @AttributeDefinition(
      name = "Numbered calls",
      description =
          "Whether calls are numbered, so that an impostor is found out; on both sides or none")
  boolean sequenced() default false;

  /** Key {@code lowestGrade}. */
  @AttributeDefinition(
      name = "Lowest grade",
      description =
          "In calls of ours the far side is asked to send mail of this grade and higher only, "
              + "such as N; empty for all",
      required = false)
  String lowestGrade() default "";

  /** Key {@code maxMessageKiB}. */
  @AttributeDefinition(name = "Largest message", description = "KiB, either way; 0 for no limit")
  int maxMessageKiB() default 0;

  /** Key {@code callKiB}. */
  @AttributeDefinition(
      name = "Most in one call",
      description = "KiB both ways, after which no message is begun; 0 for no limit")
  int callKiB() default 0;

  /** Key {@code callSeconds}. */
  @AttributeDefinition(
      name = "Longest call",
      description = "Seconds, after which no message is begun; 0 for no limit")
  int callSeconds() default 0;

  /** Key {@code patienceSeconds}. */
  @AttributeDefinition(
      name = "Hang up when idle",
      description = "Seconds of silence after which a call is given up, 1 to 3600")
  int patienceSeconds() default 60;

  /** Key {@code callToFetch}. */
  @AttributeDefinition(
      name = "Call to fetch",
      description =
          "Whether a call is made only to fetch; if not, it is fetched when there is "
              + "something to send")
  boolean callToFetch() default true;

  /** Key {@code callEveryHours}. */
  @AttributeDefinition(
      name = "Call at least every",
      description = "Hours after the last call; 0 for only when asked")
  int callEveryHours() default 0;

  /** Key {@code retryAfterSeconds}. */
  @AttributeDefinition(
      name = "Retry after",
      description = "Seconds the line is left alone after a call that failed")
  int retryAfterSeconds() default 300;

  /** Key {@code folder}. */
  @AttributeDefinition(
      name = "Folder",
      description =
          "What was received and not handed in, and broken transfers; a relative one "
              + "begins at spooler.home")
  String folder() default "var/uucp";

  /** Key {@code answerPort}. */
  @AttributeDefinition(
      name = "Port for callers",
      description = "TCP port on which the far side may call; 0 for none")
  int answerPort() default 0;

  /** Key {@code answerAddress}. */
  @AttributeDefinition(name = "Address for callers", description = "Where that port is")
  String answerAddress() default "127.0.0.1";

  /** Key {@code answerLogin}. */
  @AttributeDefinition(
      name = "Login of callers",
      description = "The name that callers have to give",
      required = false)
  String answerLogin() default "";

  /** Key {@code .answerPassword}. */
  @AttributeDefinition(
      name = "Password of callers",
      description = "The password that callers have to give",
      type = AttributeType.PASSWORD,
      required = false)
  String _answerPassword() default "";

  /** Key {@code answerPasswordFile}. */
  @AttributeDefinition(
      name = "File of the callers' password",
      description = "Instead of .answerPassword; nobody else may read it",
      required = false)
  String answerPasswordFile() default "";

  /** Key {@code answerRings}. */
  @AttributeDefinition(
      name = "Answer the telephone",
      description =
          "Whether calls that ring at the modem are taken; the device is kept open between the "
              + "turns then")
  boolean answerRings() default false;

  /** Key {@code spooler.transport.lanes}. */
  @AttributeDefinition(
      name = "Lanes",
      description =
          "Messages in a call at once, 1 to 4: the next is sent while the far side confirms those "
              + "before it; 1 waits for each",
      min = "1",
      max = "4")
  int spooler_transport_lanes() default 2;

  /** Key {@code spooler.transport.on.demand}. */
  @AttributeDefinition(
      name = "On demand",
      description = "Whether it calls only in a flush, not as soon as there is mail")
  boolean spooler_transport_on_demand() default true;
}
