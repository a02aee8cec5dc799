package ai.returning.routes.bench.posts;

import ai.returning.routes.bench.Figures;
import ai.returning.routes.bench.PostRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.springframework.batch.core.Job;
import org.springframework.batch.core.JobExecution;
import org.springframework.batch.core.JobParameters;
import org.springframework.batch.core.Step;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.launch.JobLauncher;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.item.ItemWriter;
import org.springframework.batch.item.support.IteratorItemReader;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.client.RestClient;

/** One JSON POST a row by a Spring Batch writer: RestClient, chunks of 1,000 rows, a pool of threads. */
@SpringBootApplication
public class SpringBatchPosts {

    public static void main(String[] args) throws Exception {
        try (var context = SpringApplication.run(SpringBatchPosts.class, args)) {
            JobLauncher launcher = context.getBean(JobLauncher.class);
            long cpu = Figures.cpuNanos();
            long start = System.nanoTime();
            JobExecution execution = launcher.run(context.getBean(Job.class), new JobParameters());
            long work = System.nanoTime() - start;
            if (execution.getStatus().isUnsuccessful()) {
                throw new IllegalStateException("The job ended as " + execution.getAllFailureExceptions());
            }
            Figures.printPosts(
                    "posts-spring-batch",
                    execution.getStepExecutions().iterator().next().getWriteCount(),
                    work,
                    Figures.cpuNanos() - cpu);
        }
    }

    @Bean(destroyMethod = "shutdown")
    ExecutorService threads() {
        return Executors.newFixedThreadPool(PostRows.IN_FLIGHT);
    }

    @Bean
    ItemWriter<Map<String, Object>> writer(RestClient.Builder builder, ExecutorService threads) {
        RestClient client = builder.baseUrl(System.getenv("BENCH_API_URL"))
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer bench")
                .build();
        return rows -> {
            List<Future<?>> calls = new ArrayList<>(rows.size());
            for (Map<String, Object> row : rows) {
                calls.add(threads.submit(() -> client.post()
                        .uri(PostRows.PATH)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(row)
                        .retrieve()
                        .toBodilessEntity()));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        };
    }

    @Bean
    Step post(
            JobRepository repository,
            PlatformTransactionManager transactions,
            ItemWriter<Map<String, Object>> writer) {
        return new StepBuilder("post", repository)
                .<Map<String, Object>, Map<String, Object>>chunk(1_000, transactions)
                .reader(new IteratorItemReader<>(IntStream.range(0, PostRows.count())
                        .mapToObj(PostRows::row)
                        .iterator()))
                .writer(writer)
                .build();
    }

    @Bean
    Job job(JobRepository repository, Step post) {
        return new JobBuilder("posts", repository).start(post).build();
    }
}
