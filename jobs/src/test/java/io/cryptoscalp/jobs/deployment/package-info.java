/**
 * Checks of the files that deploy, configure and watch the jobs: configuration, images, Compose,
 * Kubernetes, Prometheus, Grafana. Only reads the repository and the class path; what the jobs do
 * is tested where they live.
 */
@NullMarked
package io.cryptoscalp.jobs.deployment;

import org.jspecify.annotations.NullMarked;
