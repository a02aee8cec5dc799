package ai.returning.routes.identity;

import ai.returning.routes.contract.UserKind;
import ai.returning.routes.support.Redaction;
import java.util.Locale;
import java.util.Optional;

/**
 * A user by one name, as a source gives it.
 *
 * @param value sent to the API as it is; {@link #key} is what it is compared by
 */
public record UserRef(UserKind kind, String value) {
    private static final int LONGEST = 400;

    public static UserRef email(String value) {
        return new UserRef(UserKind.EMAIL, value);
    }

    public static UserRef shortId(String value) {
        return new UserRef(UserKind.SHORT_ID, value);
    }

    public static UserRef username(String value) {
        return new UserRef(UserKind.USERNAME, value);
    }

    public static UserRef objectId(String value) {
        return new UserRef(UserKind.OBJECT_ID, value);
    }

    /** Without space around it; an e-mail address and an object id in lower case. */
    public String key() {
        return key(kind, value);
    }

    /** The key of a name. */
    public static String key(UserKind kind, String value) {
        String text = value.strip();
        return kind == UserKind.EMAIL || kind == UserKind.OBJECT_ID ? text.toLowerCase(Locale.ROOT) : text;
    }

    /** Why it can be the name of nobody. */
    Optional<String> unfit() {
        if (value.isBlank()) {
            return Optional.of("The " + kind.shown() + " is empty.");
        }
        if (value.length() > LONGEST) {
            return Optional.of("The " + kind.shown() + " has " + value.length() + " characters, more than any has.");
        }
        return value.chars().anyMatch(Character::isISOControl)
                ? Optional.of("The " + kind.shown() + " has a control character in it.")
                : Optional.empty();
    }

    /** For messages: an e-mail address masked. */
    public String masked() {
        return kind.shown() + " " + (kind == UserKind.EMAIL ? Redaction.person(value) : Redaction.text(value, 60));
    }

    /** Masked, so that no log shows a person. */
    @Override
    public String toString() {
        return masked();
    }
}
