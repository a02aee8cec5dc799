package ai.returning.routes.lint;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rules by the names that findings and waivers use, such as {@code unknown-option}. */
public enum RuleName {
    // --- files and their form
    UNREADABLE("A file or folder cannot be read, is too large, is not text in UTF-8, or is not there", true),
    NOT_YAML("A file is empty or not YAML: tabs, a key that stands twice, too many levels or aliases", true),
    UNKNOWN_STEP("A step that Camel does not have", true),
    UNKNOWN_KEY("A key that is not known at this place", true),
    MISSING_KEY("A key that must be there is not", true),
    WRONG_TYPE("A value of another type than its key takes", true),
    OLD_FORM("A form of the YAML DSL that Camel will drop or that hides what is meant", false),
    NAME_MISMATCH("Folder, file, id and flow do not bear the same name", false),
    NAME_FORM("A name that is not in kebab-case or lacks its parts", false),
    MISSING_DESCRIPTION("A route without description or group", false),
    MISSING_SWITCH("A route without a setting that switches it off", false),
    MISSING_CONFIGURATION("A route that says nothing about its errors, or names a configuration nobody declares", true),
    MISSING_ID("A step without an id", false),
    DUPLICATE_ID("Two steps, routes, Kamelets or calls of Kamelets with one id", true),
    MISSING_PREFIX("A route whose step ids carry no prefix of their own", false),
    MISSING_TEST("A flow or Kamelet without a test of success and of failure", false),
    NOT_LOADED("A file that nothing loads", false),
    KAMELET_INCOMPLETE("A Kamelet without what its users need to know of it", false),
    KAMELET_UNUSED_PROPERTY("A property of a Kamelet that its template does not use", false),
    KAMELET_UNDECLARED_PROPERTY(
            "A place in the template of a Kamelet that is neither its property nor a setting", true),
    KAMELET_CALL_WITHOUT_ID("A call of a Kamelet without a name of its own after the slash", false),
    STALE_WAIVER("A waiver that covers nothing", false),
    BAD_WAIVER("A waiver that is incomplete, names no rule, or waives what stops a start all the same", true),

    // --- endpoints and settings
    UNKNOWN_SCHEME("An endpoint of a component that is not there", true),
    HIDDEN_SCHEME(
            "A URI that hides its component in a place {{...}} without a value, so nothing in it is checked", false),
    SCHEME_NOT_ALLOWED("A component that routes and Kamelets do not use", false),
    UNKNOWN_OPTION("An option that the endpoint does not have", true),
    NOBODY_TAKES("A call of a direct: endpoint that no route starts from", true),
    UNREAD_QUEUE("A seda: queue that no route reads", false),
    MISSING_OPTION("An option that the endpoint needs is not there", true),
    WRONG_OPTION("A value that does not fit the option", true),
    UNKNOWN_SETTING_PLACE("A place {{...}} that no settings file declares", true),
    UNDECLARED_SETTING(
            "A place {{...}} that Camel can fill, but by its own default, by nothing or past the settings files",
            false),
    SETTING_WITHOUT_DEFAULT("A setting that routes use and that has no default", false),
    WRONG_SETTING("A setting nobody knows or of another type than its place takes", true),
    BAD_SETTING_VARIABLE(
            "A variable of the environment in a setting whose form is broken, so it is taken as text", true),
    UNKNOWN_BEAN("A bean or class that is not there", true),

    // --- the API
    UNKNOWN_OPERATION("An operation that the contract does not have", true),
    UNKNOWN_PARAMETER("A parameter that the operation does not have", true),
    MISSING_PARAMETER("A parameter that the operation needs is not there", true),
    UNKNOWN_KAMELET("A Kamelet that is not there", true),
    UNKNOWN_KAMELET_PROPERTY("A property that the Kamelet does not have", true),
    MISSING_KAMELET_PROPERTY("A property that the Kamelet needs is not there", true),

    // --- what does harm
    EFFECT_WITHOUT_KEY("An effect without the key of its business event", true),
    CONSTANT_KEY("An effect whose business key is the same for every message", false),
    UNSAFE_SYNC("A sync that goes on after an error, or works on batches side by side", true),
    REDELIVERY_BEFORE_EFFECT("An error handler that sends an effect again", true),
    HTTP_RETRIES("An HTTP endpoint that sends again or follows redirects by itself", true),
    DYNAMIC_URI("An endpoint whose URI is built from message data", true),
    MESSAGE_DATA_EVALUATED("Message data that is run as an expression, a template or SQL", true),
    CODE_IN_ROUTE("A script or program in a route", false),
    EAGER_DEDUPE("A filter of duplicates that loses a message when its work fails", true),
    LONG_KEY("A key of duplicates that its column cannot hold", false),
    SECRET_IN_CLEAR("A secret written into a file", true),
    LATE_ON_EXCEPTION("Error handling that stands behind steps and does not take effect", true),
    UNBOUNDED_SPLIT("A split that holds everything in memory", false),
    UNBOUNDED_AGGREGATE("An aggregate without an end", false),

    // --- schedules
    CRON_WITHOUT_ZONE("A schedule without its time zone", false),
    CRON_IN_CLOCK_CHANGE("A schedule in the hour that a change of the clock skips or repeats", false),
    BAD_CRON("A schedule that is no cron expression of Quartz", true),

    // --- data in messages
    UNKNOWN_HEADER("A header that nothing sets", false),
    UNKNOWN_VARIABLE("A variable that nothing sets", false),
    UNKNOWN_FIELD("A field that mapping, source or community do not have", false),
    BAD_EXPRESSION("An expression that its language cannot read", true),

    // --- our own files
    BAD_MAPPING("A mapping that does not load", true),
    BAD_RULES("Rules that do not load", true),
    BAD_CONTRACT("A contract that does not load", true),
    BAD_FIELDS("Community fields that do not load", true),
    BAD_TEST("A test file that does not load", false);

    private final String meaning;
    private final boolean atStart;

    RuleName(String meaning, boolean atStart) {
        this.meaning = meaning;
        this.atStart = atStart;
    }

    /** The name as findings and waivers spell it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it finds, one sentence without a full stop. */
    public String meaning() {
        return meaning;
    }

    /** Whether a running service depends on it, so that a finding stops the start. */
    public boolean atStart() {
        return atStart;
    }

    /** The rule of a name. */
    public static Optional<RuleName> of(String text) {
        return Arrays.stream(values()).filter(rule -> rule.text().equals(text)).findFirst();
    }

    /** All names. */
    public static List<String> texts() {
        return Arrays.stream(values()).map(RuleName::text).toList();
    }

    @Override
    public String toString() {
        return text();
    }
}
