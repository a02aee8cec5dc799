package ai.returning.routes.bench;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.batch.core.Job;
import org.springframework.batch.core.JobExecution;
import org.springframework.batch.core.JobParameters;
import org.springframework.batch.core.Step;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.launch.JobLauncher;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.item.Chunk;
import org.springframework.batch.item.ItemProcessor;
import org.springframework.batch.item.ItemWriter;
import org.springframework.batch.item.database.JdbcCursorItemReader;
import org.springframework.batch.item.database.builder.JdbcCursorItemReaderBuilder;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;

/** The sync as a Spring Batch job: cursor reader, mapping processor, RestClient writer; job tables in H2 in memory. */
@SpringBootApplication
public class SpringBatchRival {

    /** A row of the source. */
    record Customer(
            String email,
            String firstName,
            String lastName,
            String country,
            String city,
            String language,
            String currency,
            String tier,
            BigDecimal balance,
            BigDecimal lifetimeDeposit,
            Boolean marketingConsent,
            LocalDate birthDate) {}

    public static void main(String[] args) throws Exception {
        try (var context = SpringApplication.run(SpringBatchRival.class, args)) {
            JobLauncher launcher = context.getBean(JobLauncher.class);
            long start = System.nanoTime();
            JobExecution execution = launcher.run(context.getBean(Job.class), new JobParameters());
            long work = System.nanoTime() - start;
            if (execution.getStatus().isUnsuccessful()) {
                throw new IllegalStateException("The job ended as " + execution.getAllFailureExceptions());
            }
            long rows = execution.getStepExecutions().iterator().next().getReadCount();
            Figures.print("spring-batch", rows, work);
        }
    }

    @Bean
    Settings settings() {
        return Settings.fromEnvironment();
    }

    /** Spring Boot's own H2 in memory holds the job tables; the source is not a bean so that it stays the only one. */
    private static DataSource source(Settings settings) {
        return DataSourceBuilder.create()
                .url(settings.dbUrl())
                .username(settings.dbUser())
                .password(settings.dbPassword())
                .build();
    }

    @Bean
    JdbcCursorItemReader<Customer> reader(Settings settings) {
        return new JdbcCursorItemReaderBuilder<Customer>()
                .name("customers")
                .dataSource(source(settings))
                .sql(Settings.QUERY)
                .fetchSize(settings.chunkRows())
                .connectionAutoCommit(false)
                .rowMapper((row, number) -> new Customer(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getBigDecimal(9),
                        row.getBigDecimal(10),
                        row.getObject(11, Boolean.class),
                        row.getObject(12, LocalDate.class)))
                .build();
    }

    @Bean
    ItemProcessor<Customer, String[]> processor() {
        return customer -> new String[] {
            customer.email(),
            customer.firstName(),
            customer.lastName(),
            customer.country(),
            customer.city(),
            customer.language(),
            customer.currency(),
            customer.tier(),
            operator(customer.balance()),
            text(customer.balance()),
            operator(customer.lifetimeDeposit()),
            text(customer.lifetimeDeposit()),
            text(customer.marketingConsent()),
            text(customer.birthDate())
        };
    }

    private static String operator(BigDecimal value) {
        return value == null ? "" : "overwrite";
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    @Bean
    ItemWriter<String[]> writer(Settings settings, RestClient.Builder builder) {
        RestClient client = builder.build();
        AtomicInteger number = new AtomicInteger();
        return rows -> {
            byte[] csv = csv(rows);
            HttpHeaders partHeaders = new HttpHeaders();
            partHeaders.setContentType(MediaType.parseMediaType("text/csv; charset=utf-8"));
            MultiValueMap<String, Object> form = new LinkedMultiValueMap<>();
            form.add("data", new HttpEntity<>(named(csv, "batch-" + number.getAndIncrement() + ".csv"), partHeaders));
            client.post()
                    .uri(settings.upload())
                    .header(HttpHeaders.AUTHORIZATION, "Bearer bench")
                    .contentType(MediaType.MULTIPART_FORM_DATA)
                    .body(form)
                    .retrieve()
                    .toBodilessEntity();
        };
    }

    private static byte[] csv(Chunk<? extends String[]> rows) throws IOException {
        StringWriter text = new StringWriter(rows.size() * 128);
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(Settings.HEADER);
            for (String[] row : rows) {
                csv.writeRecord(row);
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ByteArrayResource named(byte[] csv, String fileName) {
        return new ByteArrayResource(csv) {
            @Override
            public String getFilename() {
                return fileName;
            }
        };
    }

    @Bean
    Step upload(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Settings settings,
            JdbcCursorItemReader<Customer> reader,
            ItemProcessor<Customer, String[]> processor,
            ItemWriter<String[]> writer) {
        return new StepBuilder("upload", repository)
                .<Customer, String[]>chunk(settings.chunkRows(), transactions)
                .reader(reader)
                .processor(processor)
                .writer(writer)
                .build();
    }

    @Bean
    Job sync(JobRepository repository, Step upload) {
        return new JobBuilder("sync-customers", repository).start(upload).build();
    }
}
