package ai.returning.routes.contract;

import java.util.List;

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

    /** Where the parameter travels. */
    public enum In {
        PATH,
        QUERY,
        HEADER
    }
}
