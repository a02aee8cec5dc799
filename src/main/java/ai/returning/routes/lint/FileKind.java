package ai.returning.routes.lint;

/** What a file of the project is for. */
public enum FileKind {
    /** {@code *.camel.yaml}: routes and what they share. */
    ROUTE,
    /** {@code *.kamelet.yaml}. */
    KAMELET,
    /** {@code *.mapping.yaml}. */
    MAPPING,
    /** {@code *.rules.yaml}. */
    RULES,
    /** {@code *.test.yaml}. */
    TEST,
    /** Query of a flow. */
    SQL,
    /** {@code application*.yaml}. */
    SETTINGS,
    /** The OpenAPI file. */
    CONTRACT,
    /** The user fields of the community. */
    FIELDS,
    /** The waivers of the checks. */
    WAIVERS,
    /** A YAML block of a Markdown page, as far as it is one of the kinds above; see {@link SourceFile#kind}. */
    PAGE,
    /** Nothing we know. */
    OTHER
}
