package ai.returning.routes.sync;

import ai.returning.routes.sync.mapping.Mapping;
import java.nio.file.Path;
import java.util.Map;

/** A sync flow as its folder describes it. */
public record FlowDefinition(
        String id,
        Path folder,
        Mapping mapping,
        /** Text of each {@code *.sql} file by file name. */
        Map<String, String> queries,
        /** SHA-256 (hex) of the mapping file with the declared fields it uses, and of the queries. */
        String mappingHash,
        String queryHash) {}
