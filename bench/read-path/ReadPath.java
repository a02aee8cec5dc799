import ai.returning.routes.contract.Contract;
import ai.returning.routes.sync.FlowDefinition;
import ai.returning.routes.sync.FlowFolder;
import ai.returning.routes.sync.mapping.MappedRows;
import ai.returning.routes.sync.mapping.RowMapper;
import ai.returning.routes.sync.source.JdbcRowSource;
import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.RowStream;
import ai.returning.routes.sync.source.SourceSettings;
import java.nio.file.Path;

/** The product's own read path alone: its source and its mapping, every row thrown away. Run from the product's root. */
public final class ReadPath {
    private ReadPath() {}

    public static void main(String[] args) {
        Contract contract = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
        FlowDefinition flow = FlowFolder.load(
                Path.of("routes/sync-customers"), contract, Path.of("config/community-fields.yaml"));
        long start = System.nanoTime();
        long rows = 0;
        long prints = 0;
        try (JdbcRowSource source = new JdbcRowSource(SourceSettings.of(
                        "customers",
                        System.getenv("CUSTOMERS_DB_URL"),
                        System.getenv("CUSTOMERS_DB_USER"),
                        System.getenv("CUSTOMERS_DB_PASSWORD")));
                RowStream stream = source.open(flow.queries().get("sync-customers.sql"), 0, 5000)) {
            RowMapper mapper = flow.mapping().compile(stream.columns());
            for (RawRows batch = stream.next(); batch != null; batch = stream.next()) {
                MappedRows mapped = mapper.map(batch);
                rows += mapped.count();
                prints += mapped.printLow(mapped.count() - 1);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("{\"rows\":%d,\"seconds\":%.3f,\"check\":%d}%n", rows, seconds, prints);
    }
}
