package ai.returning.routes.support;

/**
 * The one catalogue of errors. The first digit tells the area: 0 set-up, 1 route and endpoint, 2 webhook, 3 sync and
 * ledger, 4 calls to the API, 9 a bug of ours. A code never changes its meaning once released.
 */
public enum ErrorCode {
    // 0: set-up
    CONFIG_INVALID("RAI-0001", "A configuration value is missing or wrong"),
    SECRET_MISSING("RAI-0002", "A key the operation needs is not configured"),
    CONTRACT_INVALID("RAI-0003", "The contract file cannot be used"),
    STATE_UNAVAILABLE("RAI-0004", "The state database cannot be opened"),
    STATE_LOCKED("RAI-0005", "The H2 state file is held by another process"),
    STATE_NOT_DURABLE("RAI-0006", "The H2 state database does not write at commit"),
    DEMO_REFUSED("RAI-0007", "The demo profile refuses to start beside real systems"),
    YAML_INVALID("RAI-0008", "A YAML file cannot be read"),
    PORT_IN_USE("RAI-0009", "A configured port is taken"),
    USAGE("RAI-0010", "A command is used wrongly"),
    NOT_CONFIRMED("RAI-0011", "A command that changes something was not confirmed"),
    LINT_FIX("RAI-0012", "A file cannot be mended by the lint"),
    FILES_UNFIT("RAI-0013", "A file does not pass a check of ./rai lint that the service depends on"),
    EMULATOR_DATA("RAI-0020", "The emulator cannot use its data"),

    // 1: route and endpoint
    FLOW_UNKNOWN("RAI-1001", "No flow has this name"),
    MAPPING_INVALID("RAI-1002", "A mapping cannot be loaded"),
    OPERATION_UNKNOWN("RAI-1003", "No operation has this name"),
    OPTION_UNKNOWN("RAI-1004", "An endpoint or Kamelet option is not known"),
    ROUTE_UNSAFE("RAI-1005", "A sync route would not stop on an error"),
    PARAMETER_INVALID("RAI-1006", "A parameter of a call is missing or wrong"),
    BODY_UNFIT("RAI-1007", "A route step cannot work with this message body"),
    REQUEST_UNFIT("RAI-1008", "A request does not fit the contract"),
    EFFECT_UNGUARDED("RAI-1009", "An operation with effects cannot be called this way"),
    OPERATION_OFF("RAI-1010", "The operation is switched off"),
    CALL_NAME_TAKEN("RAI-1011", "The name by which a Kamelet is called is taken"),
    TEST_INVALID("RAI-1020", "A file of flow tests cannot be used"),
    RULES_INVALID("RAI-1021", "A file of rules cannot be loaded"),

    // 2: webhook
    EVENT_UNREADABLE("RAI-2001", "An event that came in cannot be read"),
    EVENT_UNKNOWN("RAI-2002", "The inbox has no such event"),
    EVENT_CLOSED("RAI-2003", "An event is not in a state in which this can be done"),
    EVENT_UNPROVEN("RAI-2004", "An event proves too little for an effect"),
    EVENT_FAILED("RAI-2005", "A route failed with an event"),

    // 3: sync and ledger
    RUN_OPEN("RAI-3001", "Another run of this flow is open"),
    RUN_STATE_LOST("RAI-3002", "A run was changed by another worker"),
    SOURCE_UNAVAILABLE("RAI-3003", "The source cannot be read"),
    SOURCE_REFUSED("RAI-3004", "The source refuses the user or the query"),
    SOURCE_COLUMN_MISSING("RAI-3005", "The query does not give a column that the mapping uses"),
    BRAKE("RAI-3006", "A brake stopped the run before anything was sent"),
    CONFIRM_UNKNOWN("RAI-3007", "The confirmation code does not fit"),
    UPLOAD_REFUSED("RAI-3008", "The API refused a chunk"),
    UPLOAD_UNKNOWN("RAI-3009", "The outcome of an upload could not be learnt"),
    BOOKS_UNBALANCED("RAI-3010", "The books of a run do not balance"),
    DISK_FULL("RAI-3011", "A file of a run cannot be written"),
    RUN_STOPPED("RAI-3012", "The run was asked to stop"),
    STATE_WRITE_FAILED("RAI-3013", "The state database refused a write"),
    EFFECT_CONFLICT("RAI-3014", "A business event is known with another content"),
    EFFECT_REFUSED("RAI-3015", "The API refused an effect"),
    EFFECT_UNKNOWN("RAI-3016", "The ledger has no such effect"),
    EFFECT_CLOSED("RAI-3017", "An effect is not in a state in which this can be done"),
    EFFECT_CHANGED("RAI-3018", "An effect was changed in the database behind the ledger's back"),
    USERS_UNAVAILABLE("RAI-3030", "The users that events mean cannot be looked up now"),
    POLL_FAILED("RAI-3025", "The route of a polled flow failed; the rows come again"),
    FILE_ENCODING("RAI-3040", "A file is not in the encoding its source declares"),
    FILE_FORM("RAI-3041", "A file has not the form its source declares"),
    FILE_LINE_TOO_LONG("RAI-3042", "A line of a file is longer than its source allows"),
    FILE_CHANGED("RAI-3043", "A file was changed while it was read"),
    FOLDER_UNUSABLE("RAI-3044", "A folder of a source cannot be used"),
    PAGES_UNFIT("RAI-3045", "The pages of a source do not fit together"),
    CRM_REFUSED("RAI-3050", "The CRM refused what was to be written"),
    CRM_UNAVAILABLE("RAI-3051", "The CRM cannot be written to; nothing was written"),
    CRM_UNKNOWN("RAI-3052", "Whether the CRM wrote is not known"),
    TARGET_UNAVAILABLE("RAI-3060", "A target database does not answer"),
    TARGET_REFUSED("RAI-3061", "A target database refused a statement"),

    // 4: calls to the API
    CALL_NOT_AUTHORISED("RAI-4001", "The API refused the key or its permission"),
    CALL_NOT_FOUND("RAI-4002", "The API does not know the route or the thing"),
    CALL_CONFLICT("RAI-4003", "The API reports a conflict"),
    CALL_INVALID("RAI-4004", "The API refused the request"),
    CALL_RATE_LIMITED("RAI-4005", "The API asks to slow down"),
    CALL_UPSTREAM("RAI-4006", "The API failed"),
    CALL_UNREACHABLE("RAI-4007", "The API cannot be reached; nothing was sent"),
    CALL_OUTCOME_UNKNOWN("RAI-4008", "Whether the API acted on the call is not known"),
    CALL_REDIRECTED("RAI-4009", "The API answered with a redirect, which is not followed"),
    CALL_UNREADABLE("RAI-4010", "The answer of the API has an unexpected form"),
    CALL_ROUTE_MISSING("RAI-4011", "The host does not have the route of the operation"),
    CALL_SAYS_FAILURE("RAI-4012", "The API answered with success, but its envelope tells of a failure"),
    CALL_HOST_RESTS("RAI-4013", "The host failed too often and is left alone for a while; nothing was sent"),
    CALL_NO_TURN("RAI-4014", "The call got no turn or no connection in time; nothing was sent"),
    KEY_OF_ANOTHER_COMMUNITY("RAI-4015", "A key does not belong to the configured community; no effect was sent"),

    // 9: our bug
    BUG("RAI-9001", "This is a bug in the bundle");

    private final String code;
    private final String summary;

    ErrorCode(String code, String summary) {
        this.code = code;
        this.summary = summary;
    }

    /** The printed form, such as {@code RAI-3006}. */
    public String code() {
        return code;
    }

    /** One short sentence for the reference page. */
    public String summary() {
        return summary;
    }
}
