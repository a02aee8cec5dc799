package ai.returning.routes.inbox;

import java.util.List;
import java.util.Map;

/** Places as the product ships them, without its settings. */
public final class TestPointers {
    public static final Pointers STANDARD = new Pointers(
            Map.of(
                    "user",
                    Map.of(
                            "id", Pointers.compile(List.of("/user/user_id", "/user/id", "/user_id")),
                            "username", Pointers.compile(List.of("/user/username")),
                            "email", Pointers.compile(List.of("/user/email"))),
                    "message",
                    Map.of(
                            "id", Pointers.compile(List.of("/message/id")),
                            "text", Pointers.compile(List.of("/message/message", "/message")))),
            Pointers.compile(List.of("/timestamp", "/createdAt")),
            Pointers.compile(List.of("/version")));

    private TestPointers() {}

    public static EventRules rules(String endpoint, String type) {
        return new EventRules(endpoint, type, "lantern", STANDARD, List.of(), true, true, false);
    }
}
