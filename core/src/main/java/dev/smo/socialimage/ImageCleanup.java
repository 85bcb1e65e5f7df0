// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

package dev.smo.socialimage;

import dev.smo.repository.Repository;
import dev.smo.repository.SystemClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes pictures that were made long ago: each hour one of 256 folders, so that no commit is
 * large. A picture that a page still shows is drawn again when somebody asks for it.
 */
@Component(
    service = Runnable.class,
    property = {
      "scheduler.name=smo-pictures",
      "scheduler.period:Long=3600",
      "scheduler.concurrent:Boolean=false",
      "scheduler.runOn=LEADER"
    })
@Designate(ocd = ImageCleanup.Settings.class)
public final class ImageCleanup implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ImageCleanup.class);
  private static final int FOLDERS = 256;

  /** How long pictures are kept. */
  @ObjectClassDefinition(name = "SMO social pictures")
  public @interface Settings {
    @AttributeDefinition(
        name = "Days",
        description = "How long a picture is kept that no page shows any more; posts point at it")
    int days() default 730;
  }

  private final ImageStore kept;
  private final Duration age;
  private final Clock clock;

  @Activate
  public ImageCleanup(
      @Reference Repository repository,
      Settings settings,
      @Reference(target = SystemClock.ONLY) Clock clock) {
    this(repository, Duration.ofDays(Math.max(1, settings.days())), clock);
  }

  ImageCleanup(Repository repository, Duration age, Clock clock) {
    kept = new ImageStore(repository);
    this.age = age;
    this.clock = clock;
  }

  @Override
  public void run() {
    Instant now = Instant.now(clock);
    int folder = (int) (now.getEpochSecond() / 3600 % FOLDERS);
    int deleted = kept.deleteBefore(now.minus(age), folder);
    if (deleted > 0) {
      LOG.info("{} old social pictures are deleted", deleted);
    }
  }
}
