package ai.returning.routes.bench.ingest;

import ai.returning.routes.bench.Signature;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Ingest as a Spring MVC controller has it: one insert and one commit a request. */
@SpringBootApplication
@RestController
public class SpringIngest {
    private final JdbcTemplate jdbc;

    public SpringIngest(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public static void main(String[] args) {
        SpringApplication.run(SpringIngest.class, args);
    }

    @PostMapping("/in/bench")
    ResponseEntity<String> take(
            @RequestBody byte[] body,
            @RequestHeader("webhook-id") String id,
            @RequestHeader("webhook-timestamp") String time,
            @RequestHeader("webhook-signature") String signature) {
        if (!Signature.fits(id, time, signature, body)) {
            return ResponseEntity.status(401).body("{\"error\":\"unauthorized\"}");
        }
        jdbc.update(
                "insert into event (id, body, received_at) values (?, ?, ?) on conflict do nothing",
                id,
                body,
                System.currentTimeMillis());
        return ResponseEntity.ok("{\"received\":true}");
    }
}
