package ai.returning.routes.contract;

/** A path, query or header parameter of an operation. */
public record ApiParameter(String name, In in, boolean required, String type, String description) {
    /** Where the parameter travels. */
    public enum In {
        PATH,
        QUERY,
        HEADER
    }
}
