package ai.returning.routes.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettingCommentsTest {
    private final SettingComments comments = SettingComments.read("""
            # A heading of the file.

            app:
              # Where it
              # lies.
              folder: a
              other: b

              plain: c
              list:
                # Of any one.
                one: 1
              # After the list.
              last: 2
            """);

    @Test
    void tellsWhatAKeyIsForToTheNextCommentOrEmptyLine() {
        assertThat(comments.about("app.folder")).isEqualTo("Where it lies.");
        assertThat(comments.about("app.other")).isEqualTo("Where it lies.");
        assertThat(comments.about("app.plain")).isEmpty();
        assertThat(comments.about("app.list.one")).isEqualTo("Of any one.");
        assertThat(comments.about("app.last")).isEqualTo("After the list.");
        assertThat(comments.about("app")).isEmpty();
    }

    @Test
    void takesAnyKeyForAStar() {
        assertThat(comments.about("app.*.one")).isEqualTo("Of any one.");
    }
}
