package ai.returning.routes.contract;

import java.util.List;
import java.util.Set;

/** A path, query or header parameter of an operation. */
public record ApiParameter(
        String name,
        In in,
        boolean required,
        String type,
        String description,
        /** The words it may have; empty if any value of the type will do. */
        List<String> allowed) {

    public ApiParameter(String name, In in, boolean required, String type, String description) {
        this(name, in, required, type, description, List.of());
    }

    /** Whether a call with these parameters lacks this one. A configured webhook stands for the id in its path. */
    public boolean isMissing(Set<String> given) {
        boolean needed = required || (in == In.PATH && !given.contains(WebhookMark.NAME));
        return needed && !given.contains(name);
    }

    /** Where the parameter travels. */
    public enum In {
        PATH,
        QUERY,
        HEADER,
        /** Nowhere: it names a setting of this bundle. */
        SETTING
    }
}
