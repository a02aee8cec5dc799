package ai.returning.routes.contract;

/** How a key travels: always in one request header. */
public record SecurityScheme(
        /** Name in the contract, such as {@code x-api-key}. */
        String name,
        String header,
        /** What stands before the key in the header, such as {@code "Bearer "}; often empty. */
        String prefix,
        /** The environment variable that holds the key. */
        String environment) {

    /** The name that stands for "no key is sent". */
    public static final String NONE = "none";
}
