import ai.returning.routes.contract.Contract;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.sync.FlowDefinition;
import ai.returning.routes.sync.FlowFolder;
import ai.returning.routes.sync.mapping.MappedRows;
import ai.returning.routes.sync.mapping.RowMapper;
import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.RowStream;
import ai.returning.routes.sync.source.SourceRequest;
import ai.returning.routes.sync.source.file.FileRowSource;
import ai.returning.routes.sync.source.file.FileSettings;
import ai.returning.routes.sync.store.SyncStore;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A CSV file of customers: by the CSV library alone, every record thrown away, and as the product takes it: hashed, read
 * and mapped. Run from the product's root. Arguments: {@code make|library|product}, the folder, rows for {@code make}.
 */
public final class Csv {
    private Csv() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        if (args[0].equals("make")) {
            make(folder, Long.parseLong(args[2]));
            return;
        }
        if (args[0].equals("library")) {
            library(folder);
        } else {
            product(folder);
        }
    }

    private static void told(long rows, long start, long cpu) {
        System.out.printf(
                Locale.ROOT,
                "{\"rows\":%d,\"seconds\":%.3f,\"cpuSeconds\":%.3f}%n",
                rows,
                (System.nanoTime() - start) / 1e9,
                (cpu() - cpu) / 1e9);
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void make(Path folder, long rows) throws IOException {
        Files.createDirectories(folder);
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("customers.csv"), StandardCharsets.UTF_8)) {
            out.write("id,email,first_name,last_name,country,city,language,currency,tier,balance,lifetime_deposit,"
                    + "marketing_consent,birth_date\n");
            String[] names = {"Anna", "Li", "Zoë", "Jürgen", "Maria", "Ng", "Olivia", "Søren"};
            String[] cities = {"Berlin", "Graz", "\"Paris, 5e\"", "Köln", "Oslo", "Lisboa", "Porto", "Wien"};
            String[] tiers = {"bronze", "silver", "gold", "platinum"};
            for (long i = 1; i <= rows; i++) {
                int k = (int) (i % 8);
                out.write(i + ",user." + i + "@mail.example.org," + names[k] + ",Müller-" + i % 977 + ",DE," + cities[k]
                        + ",de,EUR," + tiers[k & 3] + "," + i % 5_000 + ".50," + i % 90_000 + ".00,"
                        + (k < 4) + ",19" + (50 + i % 50) + "-0" + (1 + k) + "-1" + k + "\n");
            }
        }
    }

    private static void library(Path folder) throws IOException {
        long start = System.nanoTime();
        long cpu = cpu();
        long rows = 0;
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(folder.resolve("customers.csv"))) {
            for (CsvRecord record : reader) {
                rows += record.getFieldCount() == 13 ? 1 : 0;
            }
        }
        told(rows - 1, start, cpu);
    }

    private static void product(Path folder) {
        Contract contract = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
        FlowDefinition flow = FlowFolder.load(
                Path.of("routes/sync-customers"), contract, Path.of("config/community-fields.yaml"));
        FileSettings settings = new FileSettings(
                "customers",
                FileSettings.Format.CSV,
                folder.toString(),
                "*.csv",
                "",
                Duration.ZERO,
                "archive",
                "errors",
                true,
                new FileSettings.Text(StandardCharsets.UTF_8, ',', 1_000_000));
        StateSettings memory = new StateSettings("jdbc:h2:mem:csv;MODE=PostgreSQL;WRITE_DELAY=0", "sa", "", 2);
        try (StateDatabase state = StateDatabase.open(memory);
                FileRowSource source =
                        FileRowSource.local(settings, new SyncStore(state).sources(), Clock.systemUTC())) {
            read(source, flow);
        }
    }

    private static void read(FileRowSource source, FlowDefinition flow) {
        List<String> columns = List.copyOf(flow.mapping().sourceColumns());
        long start = System.nanoTime();
        long cpu = cpu();
        long rows = 0;
        try (RowStream stream = source.open(new SourceRequest("csv", "", columns, 0, 5_000))) {
            RowMapper mapper = flow.mapping().compile(stream.columns());
            for (RawRows batch = stream.next(); batch != null; batch = stream.next()) {
                MappedRows mapped = mapper.map(batch);
                rows += mapped.count() - mapped.problems().size();
                batch.release();
            }
        }
        told(rows, start, cpu);
    }
}
